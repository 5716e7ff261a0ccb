import "./scalars.ts";
import "./refusals.ts";
import { builder } from "./builder.ts";

export const schema = builder.toSchema({ sortSchema: true });
