using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FunctionsMaaS;

internal static class SectionOptions
{
    /// <summary>Binds options to a section and checks them at start, unless that was done already.</summary>
    public static IServiceCollection AddSection<[DynamicallyAccessedMembers(SectionMembers.Needed)] T>(
        this IServiceCollection services, string section, params string[] subsections) where T : class
    {
        if (services.Any(s => s.ServiceType == typeof(IValidateOptions<T>) && s.ImplementationFactory is not null))
            return services;
        services.AddOptionsWithValidateOnStart<T>()
            .Configure<IConfiguration>((options, configuration) => SectionValidator<T>.Bind(options, configuration.GetSection(section)));
        services.AddSingleton<IValidateOptions<T>>(provider => new SectionValidator<T>(section, provider.GetRequiredService<IConfiguration>(), subsections));
        return services;
    }
}

/// <summary>What must be left of an options class when what nobody calls is cut from a native build.</summary>
internal static class SectionMembers
{
    public const DynamicallyAccessedMemberTypes Needed = DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.PublicParameterlessConstructor;
}
