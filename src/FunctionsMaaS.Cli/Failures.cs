using FunctionsMaaS.Data;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Serving;
using Microsoft.Extensions.Options;

namespace FunctionsMaaS.Cli;

/// <summary>The one place that says how a failure reads.</summary>
internal static class Failures
{
    /// <summary>A line a fault: one, except that settings have all their faults named at once.</summary>
    public static IReadOnlyList<string> Explain(Exception error) => error switch
    {
        OptionsValidationException invalid => [.. invalid.Failures.Select(OnOneLine)],
        AggregateException several when several.InnerExceptions.All(e => e is OptionsValidationException) => [.. several.InnerExceptions.SelectMany(Explain)],
        AggregateException { InnerExceptions: [var only] } => Explain(only),
        CommandFailedException or DatasetException or ModelPackageException or ModelNotFoundException or RegistryUnavailableException
            or AliasConflictException or VersionConflictException or RolloutConflictException or EnginesBusyException or IOException or UnauthorizedAccessException => [OnOneLine(error.Message)],
        ArgumentException argument => [OnOneLine(WithoutParameter(argument))],
        _ => [$"Unexpected failure: {error.GetType().Name}: {OnOneLine(error.Message)} (MAAS_DEBUG=1 shows where)"],
    };

    /// <summary>The message without the name of a parameter that the user never saw.</summary>
    public static string WithoutParameter(ArgumentException error) =>
        error.ParamName is { } name && error.Message.EndsWith($" (Parameter '{name}')", StringComparison.Ordinal)
            ? error.Message[..^$" (Parameter '{name}')".Length]
            : error.Message;

    public static string OnOneLine(string message) =>
        string.Join(' ', message.Split(['\r', '\n', '\u2028', '\u2029'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
