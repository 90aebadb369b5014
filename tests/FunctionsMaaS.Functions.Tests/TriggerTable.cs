using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsMaaS.Functions.Tests;

/// <summary>The functions of the app as the host would index them.</summary>
internal static class TriggerTable
{
    public static IReadOnlyList<(string Name, MethodInfo Method)> Functions { get; } =
    [
        .. typeof(ClassifyTriggers).Assembly.GetTypes()
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance))
            .Select(m => (m.GetCustomAttribute<FunctionAttribute>()?.Name!, m))
            .Where(f => f.Item1 is not null),
    ];

    public static IReadOnlyDictionary<string, HttpTriggerAttribute> Http { get; } = Triggers<HttpTriggerAttribute>();

    public static IReadOnlyDictionary<string, TimerTriggerAttribute> Timers { get; } = Triggers<TimerTriggerAttribute>();

    private static Dictionary<string, T> Triggers<T>() where T : Attribute => Functions
        .Select(f => (f.Name, Trigger: f.Method.GetParameters().Select(p => p.GetCustomAttribute<T>()).FirstOrDefault(a => a is not null)))
        .Where(f => f.Trigger is not null)
        .ToDictionary(f => f.Name, f => f.Trigger!);
}
