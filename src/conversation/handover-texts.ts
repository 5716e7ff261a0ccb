import type { IdentifierKind } from "../identity/model.ts";

export interface HandoverTexts {
  readonly language: string;
}

export function handoverText(
  kind: "question" | "again" | "thanks" | "noted",
  fields: readonly IdentifierKind[],
  _language: string | null,
  _own: readonly HandoverTexts[],
): string {
  return `${kind}: ${fields.join(", ")}`;
}
