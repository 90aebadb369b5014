using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FunctionsMaaS;

internal static class SectionOptions
{
    /// <summary>Binds options to a section and checks them at start, unless that was done already.</summary>
    public static IServiceCollection AddSection<T>(this IServiceCollection services, string section, params string[] subsections) where T : class
    {
        if (services.Any(s => s.ServiceType == typeof(IValidateOptions<T>) && s.ImplementationFactory is not null))
            return services;
        services.AddOptionsWithValidateOnStart<T>()
            .Configure<IConfiguration>((options, configuration) => SectionValidator<T>.Bind(options, configuration.GetSection(section)));
        services.AddSingleton<IValidateOptions<T>>(provider => new SectionValidator<T>(section, provider.GetRequiredService<IConfiguration>(), subsections));
        return services;
    }
}
