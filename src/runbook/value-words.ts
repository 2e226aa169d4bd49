/** What is wrong with a value, to be read after the label of its input. */
export const PROBLEMS = {
  needed: 'is required',
  tooLong: 'is longer than 8 KiB',
  unfit: 'contains characters that no program accepts',
  pattern: (pattern: string) => `does not match the pattern \`${pattern}\``,
  int: 'should be a whole number',
  bool: 'should be true or false',
  enum: (values: readonly string[]) => `should be one of ${values.join(', ')}`,
  url: 'should be an address such as http://localhost:8000',
  path: 'should be a path on one line',
};
