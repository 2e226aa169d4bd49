A folder of cram's own:

  $ cd "${CRAMTMP}" && echo a
  a
