"""The HTTP side of the backend."""

from fastapi import FastAPI, HTTPException
from sqlalchemy import func, select, text
from sqlalchemy.exc import SQLAlchemyError

from config import settings
from database import engine
from models import Chunk, Document, User

app = FastAPI(title="humanizer-agent")


@app.get("/health")
async def health() -> dict[str, str]:
    """Ask the database for real; 503 when it does not answer or lacks pgvector."""
    try:
        async with engine.connect() as connection:
            vector = await connection.scalar(
                text("SELECT extversion FROM pg_extension WHERE extname = 'vector'")
            )
    except (OSError, SQLAlchemyError) as error:
        raise HTTPException(503, f"database: {error}") from error
    if vector is None:
        raise HTTPException(503, "database: the extension 'vector' is not enabled")
    return {"status": "ok", "database": settings.db_name, "pgvector": vector}


@app.get("/counts")
async def counts() -> dict[str, int]:
    """How many rows each table holds."""
    async with engine.connect() as connection:
        return {
            model.__tablename__: await connection.scalar(select(func.count()).select_from(model))
            for model in (User, Document, Chunk)
        }
