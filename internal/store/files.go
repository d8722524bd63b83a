package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// files are what a SQLite casebook has on the disk beside its tables.
type files struct {
	path string   // of the database, absolute
	lock *os.File // held while this program serves; nil in a command
	old  bool     // the file was there before
}

// openFiles makes the folder and the file, readable for their owner alone, and
// sees that the disk is one that SQLite can trust.
func openFiles(path string, serving bool) (*files, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("find %s: %w", path, err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("make the folder of the casebook: %w", err)
	}
	if err := refuseRemote(filepath.Dir(path)); err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.Dir(path), err)
	}
	f := &files{path: path}
	if serving {
		if err := f.serve(); err != nil {
			return nil, err
		}
	}
	if err := f.make(); err != nil {
		return nil, errors.Join(err, f.close())
	}
	return f, nil
}

// make leaves a file of mode 0600: SQLite gives the files beside it (-wal,
// -shm) the mode of the database.
func (f *files) make() error {
	info, err := os.Stat(f.path)
	f.old = err == nil && info.Size() > 0
	file, err := os.OpenFile(f.path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return fmt.Errorf("make the casebook's file: %w", err)
	}
	return errors.Join(file.Chmod(0o600), file.Close())
}

// serve takes the lock that only one serving program can have. The lock is the
// system's: it ends with the program, however that ends.
func (f *files) serve() error {
	lock, err := os.OpenFile(f.path+".lock", os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return fmt.Errorf("make the lock file: %w", err)
	}
	if err := takeLock(lock); err != nil {
		return errors.Join(fmt.Errorf("%w: %s (%w)", ErrServing, f.path, err), lock.Close())
	}
	f.lock = lock
	return nil
}

func (f *files) close() error {
	if f.lock == nil {
		return nil
	}
	lock := f.lock
	f.lock = nil
	return lock.Close()
}
