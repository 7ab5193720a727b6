// Where the log lies on disk.
import { useEffect, useState } from 'react';
import { invokeCommand } from '../console-client/console-client.ts';
import { useConsoleApi } from '../console-client/use-console.ts';
import classes from './log-page.module.css';

export function LogFileNote(): React.ReactNode {
  const api = useConsoleApi();
  const [file, setFile] = useState<string | null>(null);
  useEffect(() => {
    let stopped = false;
    void invokeCommand(api, 'log:file', undefined).then((answer) => {
      if (!stopped && answer.ok) setFile(answer.value.file);
    });
    return () => {
      stopped = true;
    };
  }, [api]);
  if (file === null) return null;
  return <p className={classes.fileNote}>Also in <span className={classes.path}>{file}</span>; at 10 MB it becomes groundtrack.old.log beside it.</p>;
}
