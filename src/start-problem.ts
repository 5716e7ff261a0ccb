/**
 * Something that keeps Onymous from starting and that the person who starts it can mend: a taken port, an unreachable
 * database, a bad setting. Its message is one sentence or two in plain words and is printed without a stack.
 */
export class StartProblem extends Error {
  override name = "StartProblem";
}
