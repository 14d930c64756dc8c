"""A Flask knowledge-base search that streams its answer, with canned knowledge in place of a model.

    python3 app.py [port]

POST /api/search {"query": "...", "use_rag": true} answers with an event stream of JSON messages:
info, results, token, answer, error and, last, final.
"""

import json
import sys
import time
from pathlib import Path

from flask import Flask, Response, request, send_from_directory, stream_with_context

HERE = Path(__file__).parent
app = Flask(__name__)

ALARMS = [
    {
        "id": 1,
        "alarm_code": "E001",
        "alarm_message": "温度传感器故障",
        "solution": "检查传感器连接，测量 PT100 阻值，必要时更换传感器。",
        "images": ["uploads/images/sensor1.png", "uploads/images/sensor2.png"],
    },
    {
        "id": 2,
        "alarm_code": "E014",
        "alarm_message": "冷却水流量过低",
        "solution": "确认阀门全开，清洗过滤器，再检查水泵转速。",
        "images": ["uploads/images/valve.png"],
    },
    {
        "id": 3,
        "alarm_code": "E027",
        "alarm_message": "主轴电机过载",
        "solution": "降低进给，检查轴承温度和润滑。",
        "images": [],
    },
]

ANSWER = (
    "根据知识库中的信息，**E001 温度传感器故障** 通常由接线松动引起。\n\n"
    "1. 断电后检查传感器连接\n"
    "2. 测量 PT100 阻值，0 °C 时应为 100 Ω\n"
    "3. 阻值异常时更换传感器\n\n"
    "如果同时出现 `E014`，请先恢复冷却水。\n"
)


def message(**fields):
    return f"data: {json.dumps(fields, ensure_ascii=False)}\n\n"


def find(query):
    hits = [alarm for alarm in ALARMS if any(word in json.dumps(alarm, ensure_ascii=False) for word in query.split())]
    return hits or ALARMS


def generate(query, use_rag, llm_ready, delay):
    if not query:
        yield message(type="error", message="查询内容不能为空")
        return
    yield message(type="info", message="开始搜索知识库...")
    results = find(query)
    yield message(type="info", message=f"找到{len(results)}个相关结果")
    yield message(type="results", data={"results": results, "count": len(results), "search_mode": "vector"})
    final = {"success": True, "results": results, "session_id": "session-flask-1"}
    if use_rag and not llm_ready:
        error = "LlamaIndex LLM 未初始化，无法生成回答。请检查 Ollama 服务是否运行。"
        yield message(type="info", message="开始生成智能回答...")
        yield message(type="error", message=error)
        final["rag_error"] = error
    elif use_rag:
        yield message(type="info", message="开始生成智能回答...")
        for start in range(0, len(ANSWER), 3):
            time.sleep(delay)
            yield message(type="token", token=ANSWER[start : start + 3])
        yield message(type="answer", answer=ANSWER, references=results[:5])
        final.update(answer=ANSWER, references=results[:5])
    yield message(type="final", data=final)


@app.post("/api/search")
def search():
    body = request.get_json(silent=True) or {}
    events = generate(
        str(body.get("query", "")).strip(),
        use_rag=body.get("use_rag", True),
        llm_ready=body.get("llm_ready", True),
        delay=min(float(body.get("delay", 0.02)), 1.0),
    )
    return Response(
        stream_with_context(events),
        mimetype="text/event-stream",
        headers={"Cache-Control": "no-cache", "X-Accel-Buffering": "no"},
    )


@app.get("/uploads/images/<path:name>")
def image(name):
    return send_from_directory(HERE / "images", name)


@app.after_request
def allow_the_playground(response):
    """The playground is served from another port."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Allow-Headers"] = "*"
    return response


if __name__ == "__main__":
    app.run(port=int(sys.argv[1]) if len(sys.argv) > 1 else 5000, threaded=True)
