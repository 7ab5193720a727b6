// Name and mark: a hexagon, as on the map.
import classes from './brand.module.css';

export function Brand(): React.ReactNode {
  return (
    <div className={classes.brand}>
      <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
        <path d="M10 1.4 17.5 5.7v8.6L10 18.6 2.5 14.3V5.7Z" fill="var(--gt-accent-ground)" stroke="var(--gt-accent)" strokeWidth="1.6" strokeLinejoin="round" />
        <circle cx="10" cy="10" r="2.1" fill="var(--gt-accent)" />
      </svg>
      <span>Groundtrack</span>
    </div>
  );
}
