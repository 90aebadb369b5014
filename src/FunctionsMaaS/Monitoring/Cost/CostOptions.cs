using System.ComponentModel.DataAnnotations;

namespace FunctionsMaaS.Monitoring.Cost;

/// <summary>The prices that cost is estimated with: section <c>Maas:Cost</c>. Look yours up: they differ by region and contract.</summary>
public sealed class CostOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Maas:Cost";

    /// <summary>The currency of the prices.</summary>
    /// <value>Three capital letters; default <c>USD</c>.</value>
    [Required, RegularExpression("[A-Z]{3}")]
    public string Currency { get; set; } = "USD";

    /// <summary>The price of a gigabyte-second.</summary>
    /// <value>0 to 1; default 0.000026, the list price of Azure Functions Flex Consumption, on demand, in East US.</value>
    [Range(0d, 1d)]
    public double PricePerGigabyteSecond { get; set; } = 0.000026;

    /// <summary>The price of a million executions.</summary>
    /// <value>0 to 1,000; default 0.40, the list price of Azure Functions Flex Consumption, on demand, in East US.</value>
    [Range(0d, 1000d)]
    public double PricePerMillionExecutions { get; set; } = 0.40;

    /// <summary>Memory of an instance in MB: what is billed, however much of it is used.</summary>
    /// <value>128 to 65,536; default 2,048, as the template's.</value>
    [Range(128, 65_536)]
    public int InstanceMemoryMegabytes { get; set; } = 2048;
}
