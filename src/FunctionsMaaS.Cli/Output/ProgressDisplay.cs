using FunctionsMaaS.Training;
using Spectre.Console;

namespace FunctionsMaaS.Cli.Output;

/// <summary>
/// Shows on standard error how far a run is: a bar on a terminal, else a line for each stage when it is done, so that a run that fails
/// at once says only why.
/// </summary>
internal static class ProgressDisplay
{
    private const int MaxStage = 44;

    public static Task<T> RunAsync<T>(Shell shell, Func<IProgress<TrainingProgress>, T> work) =>
        RunAsync(shell, progress => Task.Run(() => work(progress)));

    public static Task<T> RunAsync<T>(Shell shell, Func<IProgress<TrainingProgress>, Task<T>> work) =>
        shell.ErrorWidth is { } width ? OnTerminalAsync(shell, width, work) : AsLinesAsync(shell, work);

    private static async Task<T> OnTerminalAsync<T>(Shell shell, int width, Func<IProgress<TrainingProgress>, Task<T>> work)
    {
        var console = Terminal.On(shell.Error, width, shell);
        var display = console.Progress().AutoClear(true)
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = 20 }, new ElapsedTimeColumn());
        return await display.StartAsync(async context =>
        {
            var task = context.AddTask("starting", maxValue: 1);
            return await work(new Bar(task));
        });
    }

    private static async Task<T> AsLinesAsync<T>(Shell shell, Func<IProgress<TrainingProgress>, Task<T>> work)
    {
        var lines = new StageLines(shell);
        var result = await work(lines);
        lines.End();
        return result;
    }

    private sealed class Bar(ProgressTask task) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            var stage = Printable.Quote(value.Stage);
            task.Description = Markup.Escape(stage.Length > MaxStage ? stage[..(MaxStage - 1)] + "…" : stage);
            task.Value = value.Fraction;
        }
    }

    private sealed class StageLines(Shell shell) : IProgress<TrainingProgress>
    {
        private readonly Lock _lock = new();
        private string? _stage;
        private long _since;

        public void Report(TrainingProgress value)
        {
            lock (_lock)
            {
                if (value.Stage == _stage)
                    return;
                WriteDone();
                // A stage that begins at the end is no work, only the word that all is done.
                if (value.Fraction < 1)
                    (_stage, _since) = (value.Stage, shell.Time.GetTimestamp());
            }
        }

        public void End()
        {
            lock (_lock)
                WriteDone();
        }

        private void WriteDone()
        {
            if (_stage is not null)
                shell.Error.WriteLine($"  {Printable.Quote(_stage)}: {Amounts.Seconds(shell.Time.GetElapsedTime(_since).TotalSeconds)}");
            _stage = null;
        }
    }
}
