import { useMutation, useQuery } from '@tanstack/react-query';
import { FileDown } from 'lucide-react';
import { useState } from 'react';
import { REPORT_FORMATS, type Report } from '../../../shared/contract/reports.ts';
import { api, client } from '../../client.ts';
import { Button } from '../../kit/Button.tsx';
import { TextField } from '../../kit/Field.tsx';
import { Notice } from '../../kit/Notice.tsx';
import { Popover } from '../../kit/Popover.tsx';
import { Select } from '../../kit/Select.tsx';
import { ShowFile } from '../import/ShowFile.tsx';
import styles from './Reports.module.css';

type Format = (typeof REPORT_FORMATS)[number];

const WORDS: Record<Format, { label: string; hint: string; place: string; ending: string }> = {
  html: {
    label: 'One page (HTML)',
    hint: 'A file that any browser shows',
    place: 'Into the new file',
    ending: ' report.html',
  },
  csv: {
    label: 'Tables (CSV)',
    hint: 'A folder with a file for each table',
    place: 'Into the new folder',
    ending: ' report tables',
  },
  json: {
    label: 'Data (JSON)',
    hint: 'What the command line says with --json',
    place: 'Into the new file',
    ending: ' report.json',
  },
};

interface SaveReportProps {
  report: Report;
  dataset: string;
  open: boolean;
  onOpen(open: boolean): void;
}

/** The report as it stands, as a file to give away. */
export function SaveReport({ report, dataset, open, onOpen }: SaveReportProps) {
  const home = useQuery(api.session.get.queryOptions()).data?.home ?? '';
  const [format, setFormat] = useState<Format>('html');
  const [typed, setTyped] = useState<string>();
  const words = WORDS[format];
  const out = typed ?? `${home}/${dataset}${words.ending}`;
  const save = useMutation({ mutationFn: () => client.reports.save({ report, format, out: out.trim() }) });
  return (
    <Popover
      title="Save the report"
      titleHidden
      open={open}
      onOpenChange={(next) => {
        save.reset();
        onOpen(next);
      }}
      align="end"
      trigger={<Button icon={FileDown}>Save the report</Button>}
    >
      <form
        className={styles.save}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Select
          label="As"
          options={REPORT_FORMATS.map((value) => ({ value, ...WORDS[value] }))}
          value={format}
          onChange={(next) => {
            save.reset();
            setFormat(next);
            setTyped(undefined);
          }}
        />
        <TextField label={words.place} value={out} onChange={(event) => setTyped(event.target.value)} />
        {save.error !== null && (
          <Notice kind="bad" title="Not saved.">
            {save.error.message}
          </Notice>
        )}
        {save.data !== undefined && (
          <Notice kind="info" announce title="Saved.">
            {save.data.path} <ShowFile path={save.data.path} />
          </Notice>
        )}
        <Button type="submit" kind="main" disabled={out.trim() === '' || save.isPending}>
          Save the report
        </Button>
      </form>
    </Popover>
  );
}
