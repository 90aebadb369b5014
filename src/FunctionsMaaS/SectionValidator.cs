using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace FunctionsMaaS;

/// <summary>Checks a section of the configuration and the options bound to it; reports every fault as setting, value and what is allowed.</summary>
/// <param name="section">The section's path.</param>
/// <param name="configuration">The whole configuration.</param>
/// <param name="subsections">Sections below it that others read.</param>
internal sealed class SectionValidator<[DynamicallyAccessedMembers(SectionMembers.Needed)] T>(
    string section, IConfiguration configuration, IReadOnlyCollection<string> subsections) : IValidateOptions<T>
    where T : class
{
    private const string TypesAreKept = "Settings are numbers, texts, durations, enumerations and dictionaries of texts, all of which their options classes keep; infra/read-only --native sets one of each kind.";

    private static readonly PropertyInfo[] Settings = [.. typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite)];

    public ValidateOptionsResult Validate(string? name, T options)
    {
        string[] faults = [.. Settings.SelectMany(s => Faults(s, options)), .. UnknownNames()];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    /// <summary>Sets what can be read; what cannot keeps its default and is reported by <see cref="Validate"/>.</summary>
    public static void Bind(T options, IConfigurationSection section)
    {
        foreach (var setting in Settings.Where(s => section.GetSection(s.Name).Exists()))
        {
            if (TryRead(section.GetSection(setting.Name), setting.PropertyType, out var value))
                setting.SetValue(options, value);
        }
    }

    private IEnumerable<string> Faults(PropertyInfo setting, T options)
    {
        var given = configuration.GetSection($"{section}:{setting.Name}");
        var rules = setting.GetCustomAttributes<ValidationAttribute>(inherit: true).ToList();
        if (given.Exists() && !TryRead(given, setting.PropertyType, out _))
        {
            yield return $"{section}:{setting.Name} is '{Printable.Quote(given.Value)}' but must be {Expected(setting.PropertyType, rules)}.";
            yield break;
        }

        var value = setting.GetValue(options);
        foreach (var rule in rules.Where(r => !r.IsValid(value)))
            yield return $"{section}:{setting.Name} {Fault(rule, setting, value, rules)}";
    }

    private IEnumerable<string> UnknownNames()
    {
        string[] known = [.. Settings.Select(s => s.Name), .. subsections];
        return configuration.GetSection(section).GetChildren()
            .Where(c => !known.Contains(c.Key, StringComparer.OrdinalIgnoreCase))
            .Select(c => $"{section}:{Printable.Quote(c.Key)} is not a setting; there are {string.Join(", ", known.Order(StringComparer.Ordinal))}.");
    }

    /// <summary>A rule with a message of its own guards a secret or says more than a range can.</summary>
    private static string Fault(ValidationAttribute rule, PropertyInfo setting, object? value, List<ValidationAttribute> rules) => rule switch
    {
        { ErrorMessage: { } message } => message,
        RequiredAttribute => "is empty but must be set.",
        _ => $"is '{Printable.Quote(Convert.ToString(value, CultureInfo.InvariantCulture))}' but must be {Expected(setting.PropertyType, rules)}.",
    };

    private static string Expected(Type type, List<ValidationAttribute> rules)
    {
        if (rules.OfType<DurationRangeAttribute>().FirstOrDefault() is { } durations)
            return string.Create(CultureInfo.InvariantCulture, $"{durations.Minimum} to {durations.Maximum}");
        if (rules.OfType<RangeAttribute>().FirstOrDefault() is { } range)
            return string.Create(CultureInfo.InvariantCulture, $"{range.Minimum} to {range.Maximum}");
        if (rules.OfType<RegularExpressionAttribute>().FirstOrDefault() is { } pattern)
            return $"of the form {pattern.Pattern}";
        return type.IsEnum ? $"one or more of {string.Join(", ", Enum.GetNames(type))}" : $"a {type.Name}";
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = TypesAreKept)]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = TypesAreKept)]
    private static bool TryRead(IConfigurationSection given, Type type, out object? value)
    {
        try
        {
            value = given.Get(type);
            return true;
        }
        catch (InvalidOperationException)
        {
            value = null;
            return false;
        }
    }
}
