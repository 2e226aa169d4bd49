"""Settings, read from environment variables of the same name (DB_HOST, BACKEND_PORT, …)."""

from pydantic_settings import BaseSettings
from sqlalchemy import URL


class Settings(BaseSettings):
    db_host: str = "localhost"
    db_port: int = 5432
    db_name: str = "humanizer"
    db_user: str = "humanizer"
    db_password: str | None = None
    """Without one, asyncpg looks into the file that PGPASSFILE names, or ~/.pgpass, as psql does."""

    backend_port: int = 8000

    @property
    def database_url(self) -> URL:
        return URL.create(
            "postgresql+asyncpg",
            username=self.db_user,
            password=self.db_password,
            host=self.db_host,
            port=self.db_port,
            database=self.db_name,
        )


settings = Settings()
