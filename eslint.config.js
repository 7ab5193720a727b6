// Rules that hold the rooms apart (docs/architecture.md) and the style of the house. No exceptions list.
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const node = { group: ['node:*'], message: 'This room has no Node.' };
const electron = { group: ['electron', 'electron/*', 'electron-*'], message: 'This room has no Electron.' };
const room = (...names) => ({ group: names.flatMap((name) => [`**/${name}/**`]), message: 'Import rules: docs/architecture.md.' });
const restrict = (files, ...patterns) => ({ files, rules: { 'no-restricted-imports': ['error', { patterns }] } });

export default tseslint.config(
  { ignores: ['out/**', 'dist/**', '.cache/**', 'node_modules/**', 'test-results/**'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      'no-restricted-syntax': ['error', { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' }],
      'max-lines': ['error', { max: 400, skipBlankLines: false }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['**/*.{ts,tsx,js,mjs}'],
    rules: { 'no-var': 'error', 'prefer-const': 'error' },
  },
  // Control characters are the separators of packed rows and of log masks: matching them is the point.
  { files: ['src/shared/**', 'src/main/**', 'src/simulator/**'], rules: { 'no-control-regex': 'off' } },
  { files: ['*.config.ts', 'test/*.config.ts', '*.config.js'], rules: { 'no-restricted-syntax': 'off' } },
  { files: ['src/renderer/**/*.{ts,tsx}'], plugins: { 'react-hooks': reactHooks }, rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' } },
  restrict(['src/shared/**'], node, electron, room('main', 'preload', 'renderer', 'simulator')),
  restrict(['src/preload/**'], node, room('main', 'renderer', 'simulator')),
  restrict(['src/renderer/**'], node, electron, room('main', 'preload', 'simulator')),
  restrict(['src/simulator/**'], electron, room('main', 'preload', 'renderer')),
  restrict(['src/main/**'], room('preload', 'renderer')),
  restrict(
    ['src/main/starlink/**', 'src/main/history/**', 'src/main/tables/**', 'src/main/poll-loops/**'],
    electron, room('preload', 'renderer', 'simulator', 'windows', 'ipc', 'security', 'credentials', 'workers'),
  ),
);
