using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FunctionsMaaS;

/// <summary>Checks the attributes of an options class and reports every fault as setting, value and what is allowed.</summary>
internal sealed class SectionValidator<T>(string section) : IValidateOptions<T> where T : class
{
    public ValidateOptionsResult Validate(string? name, T options)
    {
        string[] faults =
        [
            .. from property in typeof(T).GetProperties()
               let value = property.GetValue(options)
               from rule in property.GetCustomAttributes(typeof(ValidationAttribute), inherit: true).Cast<ValidationAttribute>()
               where !rule.IsValid(value)
               select $"{section}:{property.Name} {Fault(rule, property.Name, value)}",
        ];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    /// <summary>A rule with a message of its own guards a secret or says more than a range can; its message never quotes the value.</summary>
    private static string Fault(ValidationAttribute rule, string name, object? value) => rule switch
    {
        { ErrorMessage: { } message } => message,
        RangeAttribute range => string.Create(CultureInfo.InvariantCulture, $"is '{value}' but must be {range.Minimum} to {range.Maximum}."),
        RequiredAttribute => "is empty but must be set.",
        RegularExpressionAttribute pattern => $"is '{Printable.Quote(value as string)}' but must match {pattern.Pattern}.",
        _ => $"is not valid: {rule.FormatErrorMessage(name)}",
    };
}

internal static class SectionOptions
{
    /// <summary>Binds options to a section and checks their attributes at start.</summary>
    public static IServiceCollection AddSection<T>(this IServiceCollection services, string section) where T : class
    {
        services.AddOptionsWithValidateOnStart<T>().BindConfiguration(section);
        services.AddSingleton<IValidateOptions<T>>(new SectionValidator<T>(section));
        return services;
    }
}
