// A fault in one page stays in that page: the others, and the data, go on.
import { Button } from '@mantine/core';
import { Component } from 'react';
import { wordsOf } from '#shared/error-words.ts';
import classes from './page-boundary.module.css';

interface PageBoundaryProps {
  readonly children: React.ReactNode;
}

interface PageBoundaryState {
  readonly fault: string | null;
}

export class PageBoundary extends Component<PageBoundaryProps, PageBoundaryState> {
  override state: PageBoundaryState = { fault: null };

  static getDerivedStateFromError(error: unknown): PageBoundaryState {
    return { fault: wordsOf(error) };
  }

  override render(): React.ReactNode {
    if (this.state.fault === null) return this.props.children;
    return (
      <div className={classes.page} role="alert">
        <h1>This page failed</h1>
        <p>{this.state.fault}</p>
        <p>The other pages go on, and nothing already stored is lost.</p>
        <Button variant="default" onClick={() => this.setState({ fault: null })}>Show it again</Button>
      </div>
    );
  }
}
