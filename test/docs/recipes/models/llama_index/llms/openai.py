"""Stands in for a model of LlamaIndex; the workflow beside it says what a model would."""


class OpenAI:
    def __init__(self, model):
        assert model
