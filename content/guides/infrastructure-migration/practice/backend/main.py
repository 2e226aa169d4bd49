"""Starts the backend: `python main.py`. Validates first, imports the application second."""

from core_dependencies import validate_dependencies

validate_dependencies()

import uvicorn  # noqa: E402

from app import app  # noqa: E402
from config import settings  # noqa: E402

if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=settings.backend_port)
