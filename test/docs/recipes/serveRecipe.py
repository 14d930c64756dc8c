"""Serves the program of a recipe with the real Flask or FastAPI, and with the stand-ins beside this file for its model.

    python3 serveRecipe.py port program.py
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "models"))
sys.dont_write_bytecode = True

_, port, program = sys.argv
# FastAPI looks up the annotations of a view in its module, so this has to be one.
exec(compile(Path(program).read_text(encoding="utf-8"), program, "exec"))
app = globals()["app"]

if type(app).__name__ == "Flask":
    app.run(port=int(port), threaded=True)
else:
    import uvicorn

    uvicorn.run(app, port=int(port), log_level="warning")
