No end

  $ echo hello
  hello (no-eol)
