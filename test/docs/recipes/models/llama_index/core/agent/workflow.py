"""Stands in for an AgentWorkflow of LlamaIndex: its events have the fields of the published classes."""

import json

AGENT = "Agent"


def message(role, text):
    return {"role": role, "additional_kwargs": {}, "blocks": [{"block_type": "text", "text": text}]}


class Event:
    def __init__(self, **fields):
        self.fields = fields

    def model_dump_json(self, exclude):
        return json.dumps({name: value for name, value in self.fields.items() if name not in exclude})


def spoken(pieces):
    said = ""
    for piece in pieces:
        said += piece
        yield Event(delta=piece, response=said, current_agent_name=AGENT, tool_calls=[], raw={"model": "raw"})


class Handler:
    def __init__(self, tool, user_msg):
        self.tool = tool
        self.user_msg = user_msg
        self.is_over = False

    async def stream_events(self):
        call = {"tool_id": "call_1", "tool_name": self.tool.__name__, "tool_kwargs": {"code": "E001"}}
        found = self.tool(**call["tool_kwargs"])
        output = {
            "blocks": [{"block_type": "text", "text": found}],
            "tool_name": call["tool_name"],
            "raw_input": {"kwargs": call["tool_kwargs"]},
            "raw_output": found,
            "is_error": False,
        }
        yield Event(input=[message("user", self.user_msg)], current_agent_name=AGENT)
        yield Event(**call)
        yield Event(**call, tool_output=output, return_direct=False)
        for event in spoken(["It is ", "the **sensor**."]):
            yield event
        last = Event(
            response=message("assistant", "It is the **sensor**."),
            structured_response=None,
            current_agent_name=AGENT,
            tool_calls=[],
            retry_messages=[],
            raw=None,
        )
        yield last
        yield Event(result=last.fields)
        self.is_over = True

    def __await__(self):
        assert self.is_over, "the events are read to the end first"
        return iter(())


class AgentWorkflow:
    def __init__(self, tool):
        self.tool = tool

    @classmethod
    def from_tools_or_functions(cls, tools, llm):
        assert llm
        return cls(tools[0])

    def run(self, user_msg):
        return Handler(self.tool, user_msg)
