"""Stands in for httpx where a recipe passes a stream of OpenAI's through: the upstream is these lines."""

import os

assert os.environ["OPENAI_API_KEY"]

PIECES = ["Four ", "**words**", ", no more", "."]


class AsyncClient:
    def __init__(self, timeout):
        assert timeout is None, "a stream has no end that could be foretold"

    def build_request(self, method, url, json, headers):
        assert (method, headers["authorization"]) == ("POST", f"Bearer {os.environ['OPENAI_API_KEY']}")
        assert url.startswith("https://api.openai.com/") and json["messages"]
        return json

    async def send(self, request, stream):
        assert stream, "or the answer is read whole before anything is passed on"
        return Response(request["model"])


class Response:
    status_code = 200
    headers = {"content-type": "text/event-stream; charset=utf-8"}

    def __init__(self, model):
        self.model = model

    async def aiter_raw(self):
        for piece in PIECES:
            yield self._chunk(f'{{"content":"{piece}"}}', "null")
        yield self._chunk("{}", '"stop"')
        yield b"data: [DONE]\n\n"

    def _chunk(self, delta, reason):
        head = f'"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"{self.model}"'
        choice = f'{{"index":0,"delta":{delta},"finish_reason":{reason}}}'
        return f'data: {{{head},"choices":[{choice}]}}\n\n'.encode()

    async def aclose(self):
        pass
