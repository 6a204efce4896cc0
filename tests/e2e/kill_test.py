"""kill -9 from outside at random moments: the old workbook or the new one is there, whole, the ledger tells which, and the next run goes on."""

import os
import random
import signal
import time

from counterfoil import main
from disturbed import DisturbedTest

KILLS = int(os.environ.get("COUNTERFOIL_KILLS", "500"))


class Killed(DisturbedTest):
    def test_killed_at_random_moments(self):
        moments = random.Random(20260105)
        self.run_pair(0)
        old = self.kept()
        begins = time.monotonic()
        self.assertEqual(0, self.finish(self.start("TIMED"))[0])
        whole_run = time.monotonic() - begins
        seen = {"killed, old": 0, "killed, new": 0, "finished": 0}
        for count in range(KILLS):
            self.put_back(old)
            process = self.start("KILLED")
            time.sleep(moments.uniform(0, 1.05) * whole_run)
            process.send_signal(signal.SIGKILL)
            status, _, err = self.finish(process)
            self.assertIn(status, (0, -9), err)
            is_old = self.assert_old_or_new(old, "KILLED", status, f"kill {count}")
            seen["finished" if status == 0 else "killed, old" if is_old else "killed, new"] += 1
        print(f"{KILLS} kills: {seen}")
        self.assertGreater(seen["killed, old"], KILLS // 3)


if __name__ == "__main__":
    main()
