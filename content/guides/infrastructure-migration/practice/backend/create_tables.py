"""The old way: make every missing table from the models, without a trace of what changed when.

Replaced by Alembic. Kept for the rehearsal of "Option B", which starts from such a database.
"""

import asyncio

from database import engine
from models import Base


async def create_tables() -> None:
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    await engine.dispose()
    print("created with create_all():", ", ".join(sorted(Base.metadata.tables)))


asyncio.run(create_tables())
