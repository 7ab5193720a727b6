// What the Views menu does: saves what is on screen under a name, brings a view back, shares one as a file and takes one from a file.
import { notifications } from '@mantine/notifications';
import type { SavedView } from '#shared/view-file.ts';
import { useCommand } from '../../console-client/use-console.ts';
import type { FormatContext, TableDeclaration } from '../column.ts';
import type { ColumnModel } from '../column-model.ts';
import { tableDeclarations } from '../table-declarations.ts';
import { noQuestions } from '../table-questions.ts';
import { questionsOf, type TableViewStore } from '../table-view-store.ts';
import { readView } from './read-view.ts';
import { readViewFile, writeViewFile } from './view-file-text.ts';
import { viewShelf } from './view-shelf.ts';

export interface ViewActions {
  /** What is on screen now, as a view of that name. */
  current(name: string): SavedView;
  restore(view: SavedView): void;
  restoreDefault(): void;
  share(view: SavedView): Promise<void>;
  /** Asks for a file; a view of another table goes to that table. */
  open(): Promise<void>;
}

export function useViewActions<Row>(table: TableDeclaration<Row>, model: ColumnModel<Row>, view: TableViewStore, context: FormatContext): ViewActions {
  const command = useCommand();

  function restore(saved: SavedView): void {
    const { layout, questions, problems } = readView(saved, table, context);
    model.applyLayout(layout);
    view.setState({ ...questions, collapsed: new Set() });
    // Stays until it is read: the table looks whole without what was left out.
    if (problems.length > 0) notifications.show({ id: `view:${saved.name}`, title: `View “${saved.name}”`, message: problems.join(' '), color: 'yellow', autoClose: false });
  }

  return {
    current: (name) => ({ name: name.trim(), layout: { ...view.getState().layout }, questions: { ...questionsOf(view.getState()) } }),
    restore,
    restoreDefault() {
      model.reset();
      view.setState({ ...noQuestions, collapsed: new Set() });
    },
    async share(saved) {
      const answer = await command('view:save', { name: saved.name, text: writeViewFile(table.table, saved) }, 'Sharing the view');
      if (answer.ok && answer.value.outcome === 'saved') notifications.show({ title: 'View shared', message: `“${saved.name}” is in ${answer.value.file}` });
    },
    async open() {
      const answer = await command('view:open', undefined, 'Opening the view');
      if (!answer.ok || answer.value.outcome === 'cancelled') return;
      const read = readViewFile(answer.value.text);
      if (!read.ok) {
        notifications.show({ title: `${answer.value.file} was not opened`, message: read.error.message, color: 'red', autoClose: false });
        return;
      }
      const name = viewShelf(read.value.table).add(read.value.view);
      if (read.value.table === table.table) restore({ ...read.value.view, name });
      else notifications.show({ title: `View “${name}”`, message: `It is for ${tableDeclarations[read.value.table].title}: it waits among the views of that page.`, color: 'yellow', autoClose: 15_000 });
    },
  };
}
