"""Every model, imported in one place: what is not imported here, Alembic cannot see."""

from models.base import Base
from models.chunk import Chunk
from models.document import Document
from models.user import User

__all__ = ["Base", "Chunk", "Document", "User"]
