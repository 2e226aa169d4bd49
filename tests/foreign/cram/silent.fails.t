Nothing

  $ echo x
