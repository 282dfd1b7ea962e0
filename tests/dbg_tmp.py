import asyncio, importlib.util, sys, os
spec=importlib.util.spec_from_file_location("t","tests/station/test_consoles_on_the_mesh.py"); t=importlib.util.module_from_spec(spec); spec.loader.exec_module(t)
from nsp_console.domain import facts
from nsp_console.station import commands
async def main(victim):
    async with t.consoles(t.rings(t.HOME,t.OTHER,t.POINT)) as mesh:
        await t.all_met(mesh)
        seat=mesh.seats[victim]; backup=sum(1 for _ in seat.store.journal())
        peer=t.POINT if victim==t.HOME else t.HOME
        for n in range(5): await mesh.submit(victim, commands.SendText(f"voor {n}",peer))
        await mesh.submit(t.POINT,t.report(300))
        await mesh.until(lambda: t.inbox(mesh,peer,"voor 4"),"first",900)
        await mesh.run(60)
        await seat.kill(); seat.put_back(backup); await seat.boot()
        print("restored at", mesh.scheduler.now_s, backup)
        marks={c:sum(1 for _ in s.store.journal()) for c,s in mesh.seats.items()}
        await mesh.submit(victim, commands.SendText("na",peer)); await mesh.submit(peer, commands.SendText("welkom",victim))
        for k in range(12):
            await mesh.run(30)
        for c,s in mesh.seats.items():
            print("==",c, s.station.snapshot().radio.refused)
            for e in list(s.store.journal())[marks[c]:]:
                print("  ",e.number, round(e.at.elapsed), type(e.fact).__name__, str(e.fact)[:170])
asyncio.run(main(sys.argv[1]))
