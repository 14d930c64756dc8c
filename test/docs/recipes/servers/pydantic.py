"""As much of pydantic as the recipes use: a model is made of a body."""


class BaseModel:
    def __init__(self, **fields):
        for name in self.__annotations__:
            setattr(self, name, fields[name])
