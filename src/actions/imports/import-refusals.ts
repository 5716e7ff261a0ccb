import type { MappingProblem } from "../../csv/mapping/targets.ts";
import type { PeopleInputProblem } from "../people-refusals.ts";

/** Why nothing was done about an import. */
export type ImportRefusal =
  | { readonly code: "INVALID_INPUT"; readonly problems: readonly PeopleInputProblem[] }
  | { readonly code: "IMPORT_NOT_FOUND" }
  /** It is in a state in which that can't be done. */
  | { readonly code: "IMPORT_NOT_READY"; readonly importId: string; readonly message?: string }
  /** Somebody else touched contacts that it made or changed. */
  | {
      readonly code: "IMPORT_TOUCHED";
      readonly importId: string;
      readonly count: number;
      readonly contactIds: readonly string[];
    }
  | { readonly code: "IMPORT_FILE_GONE" }
  | { readonly code: "IMPORT_MAPPING_INCOMPLETE"; readonly problems: readonly MappingProblem[] }
  | { readonly code: "IMPORT_MAPPING_NOT_FOUND" }
  | { readonly code: "TOO_MANY_IMPORT_MAPPINGS" }
  | { readonly code: "MAPPING_NAME_TAKEN"; readonly mappingId: string };

export type ImportResult<Done = { readonly importId: string }> =
  | ({ readonly ok: true } & Done)
  | { readonly ok: false; readonly refusal: ImportRefusal };

export const refuseImport = (refusal: ImportRefusal) => ({ ok: false, refusal }) as const;
