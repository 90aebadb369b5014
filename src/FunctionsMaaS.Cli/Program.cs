using System.Runtime.InteropServices;
using FunctionsMaaS.Cli;

using var stopping = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
return await CliApplication.RunAsync(args, Shell.OfProcess(), stopping.Token);

// The first signal stops the work in good order; a second one ends the process, which leaves no half-written file either.
void Stop(PosixSignalContext signal)
{
    signal.Cancel = !stopping.IsCancellationRequested;
    stopping.Cancel();
}
