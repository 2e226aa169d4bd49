No end

  $ printf hello
  hello (no-eol)
