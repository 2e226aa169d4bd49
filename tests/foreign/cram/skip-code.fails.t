80 would skip the file in cram; here it is no success:

  $ exit 80
