"""The response of a recipe, as it is handed to the server."""


class StreamingResponse:
    def __init__(self, pieces, media_type, status_code=200):
        self.pieces = pieces
        self.type = media_type
        self.status = status_code
