/** Why an upload was not taken, and how it is said to people. Nothing of it was kept. */
export const UPLOAD_PROBLEMS = {
  INVALID_FILE_NAME: "Name the file: 1 to 255 characters, none of them a control character.",
  EMPTY_FILE: "The file is empty.",
  FILE_TOO_LARGE: "The file is larger than may be imported.",
  EXPANDS_TOO_MUCH: "The compressed file expands to more than any table of contacts would.",
  BROKEN_COMPRESSION: "The file is not whole, or not compressed with gzip as it says.",
  NOT_CSV:
    "This is a workbook or an archive. Save the sheet as CSV (comma or semicolon separated, UTF-8) and upload that.",
  TOO_MANY_UPLOADS: "Too many uploads at once. Wait for those that are under way.",
  TOO_MUCH_WAITING:
    "Too many files wait to be imported. Run or cancel some of those imports first.",
  UPLOAD_TOO_SLOW: "Nothing came for too long. Upload the file again.",
  NO_LONGER_ALLOWED: "Your rights have changed since the upload began.",
  STOPPING: "The server is stopping. Upload the file again.",
} as const;
export type UploadProblem = keyof typeof UPLOAD_PROBLEMS;

/** Ends the reading of an upload wherever it is noticed; `upload` makes a value of it. */
export class UploadRefused extends Error {
  override name = "UploadRefused";
  readonly problem: UploadProblem;
  constructor(problem: UploadProblem) {
    super(UPLOAD_PROBLEMS[problem]);
    this.problem = problem;
  }
}
