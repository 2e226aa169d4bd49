from pgvector.sqlalchemy import Vector
from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base

EMBEDDING_SIZE = 384  # what the model all-MiniLM-L6-v2 of sentence-transformers returns


class Chunk(Base):
    """A piece of a document, small enough to embed."""

    __tablename__ = "chunks"
    __table_args__ = (UniqueConstraint("document_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"))
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    embedding: Mapped[list[float]] = mapped_column(Vector(EMBEDDING_SIZE))

    document: Mapped["Document"] = relationship(back_populates="chunks")  # noqa: F821
