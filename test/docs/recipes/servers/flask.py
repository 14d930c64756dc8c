"""As much of Flask as the recipes use, for machines without it. The tests of the backends use the real one."""

calls = {}
_body = None


class Flask:
    def __init__(self, name):
        assert name

    def post(self, path):
        return lambda view: calls.setdefault(path, lambda body: _answer(view, body))


def _answer(view, body):
    global _body
    _body = body
    return view()


class request:
    @staticmethod
    def get_json():
        return _body


class Response:
    def __init__(self, pieces, mimetype, headers):
        self.pieces = pieces
        self.type = mimetype


def stream_with_context(generator):
    return generator
