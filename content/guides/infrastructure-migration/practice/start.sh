#!/bin/bash
# Starts backend and frontend. Ends both when one of them ends, on Ctrl-C and on TERM.
set -m  # each of the two gets a process group of its own, so that its children end with it
cd "$(dirname "$0")"

stop() {
  trap - INT TERM EXIT
  kill -TERM -- "-$BACKEND_PID" "-$FRONTEND_PID" 2>/dev/null
  wait "$BACKEND_PID" "$FRONTEND_PID" 2>/dev/null
  exit "$1"
}
trap 'stop 130' INT
trap 'stop 143' TERM
trap 'stop 1' EXIT

# Start backend with Poetry
cd backend
poetry run python main.py </dev/null &
BACKEND_PID=$!

# Start frontend (unchanged)
cd ../frontend
npm run dev </dev/null &
FRONTEND_PID=$!

# Wait until one of them ends; then `stop` ends the other
while kill -0 "$BACKEND_PID" 2>/dev/null && kill -0 "$FRONTEND_PID" 2>/dev/null; do
  sleep 1 &
  wait $!
done
