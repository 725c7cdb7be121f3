import { NotFoundPage } from './NotFoundPage';
export function ContainerPage({ id }: { id: string }) {
  return <NotFoundPage title={id} />;
}
