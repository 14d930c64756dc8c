"""A FastAPI Text-to-BI workflow that streams its steps, with canned steps in place of agents.

    python3 app.py [port]

POST /workflow/query {"message": "..."} answers with an event stream whose payloads are JSON strings, step marks and,
last, "[DONE]". POST /workflow/query-sync gives the whole answer as one JSON document.
"""

import asyncio
import json
import sys
from typing import Optional

import uvicorn
from fastapi import FastAPI, HTTPException
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import StreamingResponse
from pydantic import BaseModel

app = FastAPI()
# The playground is served from another port.
app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["*"], allow_headers=["*"])

STEPS = [
    "## 🔍 查询分析\n\n统计员工总数\n\n```json\n{\n  \"measures\": [\"employees.total_employees\"]\n}\n```",
    "\n\n**SQL Query**\n\n```sql\nSELECT COUNT(*) FROM employees\n```",
    "\n\n| 部门 | 人数 |\n| --- | ---: |\n| 研发 | 86 |\n| 销售 | 42 |\n",
    "\n\n公司共有 **128** 名员工，研发占三分之二。\n",
]

cancelled_runs = 0


class QueryRequest(BaseModel):
    message: str
    cubejs_url: Optional[str] = "http://localhost:4000"
    delay: float = 0.02


def event(payload):
    return f"data: {json.dumps(payload, ensure_ascii=False)}\n\n"


async def run_workflow(request: QueryRequest):
    global cancelled_runs
    finished = False
    try:
        for step in STEPS:
            yield 'data: {"type":"step_start"}\n\n'
            for start in range(0, len(step), 4):
                await asyncio.sleep(min(request.delay, 1.0))
                yield event(step[start : start + 4])
            if "失败" in request.message:
                raise ValueError("CubeJS 没有响应\n请检查 " + str(request.cubejs_url))
            yield 'data: {"type":"step_end"}\n\n'
        yield 'data: "[DONE]"\n\n'
        finished = True
    except ValueError as error:
        # The article's server writes errors without JSON, and a message may have several lines.
        finished = True
        yield f"data: Error: {error}\n\n"
    finally:
        cancelled_runs += not finished


@app.post("/workflow/query")
async def query(request: QueryRequest):
    if not request.message:
        raise HTTPException(status_code=400, detail="Message is required")
    return StreamingResponse(
        run_workflow(request),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-cache", "Connection": "keep-alive", "X-Accel-Buffering": "no"},
    )


@app.post("/workflow/query-sync")
async def query_sync(request: QueryRequest):
    if not request.message:
        raise HTTPException(status_code=400, detail="Message is required")
    return {"success": True, "content": "".join(STEPS), "workflow_id": "text-to-bi", "run_id": "run-1"}


@app.get("/workflow/cancelled")
async def cancelled():
    """How many streams were left before their end; for the tests."""
    return cancelled_runs


if __name__ == "__main__":
    uvicorn.run(app, port=int(sys.argv[1]) if len(sys.argv) > 1 else 8000, log_level="warning")
