namespace FunctionsMaaS.Cli;

/// <summary>How a run ends, as the shell sees it.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    public const int Failed = 1;

    /// <summary>The command line is not one that can be run; nothing was done.</summary>
    public const int Usage = 2;

    /// <summary>Stopped by the user: 128 + SIGINT, as shells have it.</summary>
    public const int Cancelled = 130;
}
