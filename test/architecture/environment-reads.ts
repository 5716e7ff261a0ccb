import ts from "typescript";

/**
 * Lines at which a source reads the environment: `process.env` in any notation, or anything else that lets the
 * process object out of sight. Handing it whole to `readConfig`, which is in src/config.ts, is no reading.
 */
export function environmentReads(source: string): number[] {
  const file = ts.createSourceFile("source.ts", source, ts.ScriptTarget.Latest, true);
  const lines = new Set<number>();
  const visit = (node: ts.Node): void => {
    if (isImportOfProcess(node) || (isProcess(node) && !isPlainUse(node.parent)))
      lines.add(file.getLineAndCharacterOfPosition(node.getStart()).line + 1);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return [...lines].sort((a, b) => a - b);
}

/** `import … from "node:process"` would be a second name for it. */
const isImportOfProcess = (node: ts.Node) =>
  ts.isStringLiteral(node) &&
  /^(node:)?process$/.test(node.text) &&
  !ts.isLiteralTypeNode(node.parent);

/** The identifier `process` standing for the process object, `globalThis.process` included. */
const isProcess = (node: ts.Node) =>
  ts.isIdentifier(node) &&
  node.text === "process" &&
  !(ts.isPropertyAssignment(node.parent) && node.parent.name === node) &&
  !(ts.isMethodDeclaration(node.parent) && node.parent.name === node) &&
  !(
    ts.isPropertyAccessExpression(node.parent) &&
    node.parent.name === node &&
    node.parent.expression.getText() !== "globalThis"
  );

/** `process.something` other than `env`, or `readConfig(process.env)`. */
function isPlainUse(use: ts.Node): boolean {
  if (!ts.isPropertyAccessExpression(use) || use.name.text === "process") return false;
  if (use.name.text !== "env") return true;
  return ts.isCallExpression(use.parent) && use.parent.expression.getText() === "readConfig";
}
