// Why a file could not be written, in words for the operator.

/** Half a sentence, without a full stop: 'the disk of /backups is full'. */
export function describeFileError(error: unknown, folder: string): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT': return `the disk of ${folder} is full`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS': return `${folder} may not be written to`;
    case 'ENOENT':
    case 'ENOTDIR': return `there is no folder ${folder}`;
    case 'EISDIR': return 'there is a folder of that name';
    case 'ENAMETOOLONG': return 'the name is too long';
    default: return `${folder} can't be written (${code === '' ? String(error) : code})`;
  }
}
