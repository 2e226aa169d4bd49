Both

  $ echo out; echo err >&2
  out
  err
