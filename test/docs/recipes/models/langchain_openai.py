"""Stands in for a model of LangChain: tokens that a reader could take for something else."""

from types import SimpleNamespace

TOKENS = ["# Torque\n", "\n", "12", " Nm", "", " {", "[DONE", "\n\n- one\n- two"]


class ChatOpenAI:
    def __init__(self, model, streaming):
        assert model and streaming

    async def astream(self, question):
        for token in TOKENS:
            yield SimpleNamespace(content=token)
        if "fail" in question:
            raise RuntimeError("the model is away")
