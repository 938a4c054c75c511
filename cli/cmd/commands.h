/* The subcommands, one file each. */
#ifndef SDG16_CLI_COMMANDS_H
#define SDG16_CLI_COMMANDS_H

#include "shared/option_table.h"

extern const cli_command cli_mse_command, cli_check_command, cli_draws_command,
    cli_survey_command, cli_catalog_command, cli_indicator_command, cli_iff_command,
    cli_convert_command;

#endif
