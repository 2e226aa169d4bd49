/** Whether a variable changes how shells, loaders or common programs work; a guide must not set such a variable. */
export function isRefusedName(name: string): boolean {
  return REFUSED.test(name);
}

const REFUSED =
  /^(PATH|HOME|SHELL|IFS|ENV|BASH_ENV|BASH_FUNC_.*|SHELLOPTS|BASHOPTS|PS4|PROMPT_COMMAND|CDPATH|GLOBIGNORE|LD_.*|DYLD_.*|GIT_.*|NODE_OPTIONS|NODE_PATH|PYTHON.*|PERL5.*|RUBY.*|JAVA_TOOL_OPTIONS|npm_config_.*|NPM_CONFIG_.*|EDITOR|VISUAL|PAGER|LESS.*|GUIDEPOST_.*)$/;
