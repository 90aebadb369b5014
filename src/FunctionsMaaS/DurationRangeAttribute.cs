using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace FunctionsMaaS;

/// <summary>Holds a setting to durations between two, inclusive. <see cref="RangeAttribute"/> would find out by reflection how to read them, which native builds cannot.</summary>
/// <param name="minimum">The shortest, such as <c>00:00:01</c>.</param>
/// <param name="maximum">The longest, such as <c>7.00:00:00</c>.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DurationRangeAttribute(string minimum, string maximum) : ValidationAttribute
{
    /// <summary>The shortest duration that is allowed.</summary>
    public TimeSpan Minimum { get; } = TimeSpan.Parse(minimum, CultureInfo.InvariantCulture);

    /// <summary>The longest duration that is allowed.</summary>
    public TimeSpan Maximum { get; } = TimeSpan.Parse(maximum, CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override bool IsValid(object? value) => value is null || (value is TimeSpan duration && duration >= Minimum && duration <= Maximum);
}
