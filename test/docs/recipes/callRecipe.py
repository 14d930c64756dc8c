"""Runs the program of a recipe and calls its route, and writes what it would send.

    python3 callRecipe.py /path '{"the": "body"}' < program.py

Models and servers are the stand-ins beside this file, so Python alone is enough.
"""

import json
import sys
from pathlib import Path

here = Path(__file__).parent
sys.path[:0] = [str(here / "models"), str(here / "servers")]
sys.dont_write_bytecode = True

_, path, body = sys.argv
exec(compile(sys.stdin.read(), "recipe.py", "exec"), {"__name__": "recipe"})

import fastapi
import flask

response = {**flask.calls, **fastapi.calls}[path](json.loads(body))
pieces = [piece if isinstance(piece, str) else piece.decode() for piece in response.pieces]
json.dump({"type": response.type, "pieces": pieces}, sys.stdout)
