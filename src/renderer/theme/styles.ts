// Styles in the order in which they may override: the kit's own in their layer, tokens, then ours.
import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import '@fontsource-variable/inter/index.css';
import './tokens.css';
import './base.css';
