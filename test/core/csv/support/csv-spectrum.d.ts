declare module "csv-spectrum" {
  export interface SpectrumCase {
    readonly name: string;
    readonly csv: Buffer;
    readonly json: Buffer;
  }
  export default function readCases(
    done: (error: Error | null, cases: readonly SpectrumCase[]) => void,
  ): void;
}
